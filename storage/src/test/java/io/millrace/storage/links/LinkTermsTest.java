package io.millrace.storage.links;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinkTermsTest {
    @Test
    void aLinkIsFoundByItsTagsTheWordsOfItsTitleAndTheLabelsOfItsHost() {
        assertThat(LinkTerms.of(Links.plain("by-host"))).containsExactly(LinkTerms.ALL, "word:example", "word:com");
    }

    @Test
    void wordsAreFoldedSoThatSpellingsOfTheSameWordMeet() {
        assertThat(LinkTerms.tokens("Ｆull-width, FULL width; full")).containsExactly("full", "width");
        assertThat(LinkTerms.tokens("Cafe\u0301 CAFÉ")).containsExactly("café");
        assertThat(LinkTerms.tokens("  …!? ")).isEmpty();
    }

    @Test
    void whatOneTextAddsIsBounded() {
        String many = IntStream.range(0, 100).mapToObj(i -> "w" + i).collect(Collectors.joining(" "));
        assertThat(LinkTerms.tokens(many)).hasSize(LinkTerms.MAX_TOKENS);
        // Characters outside the basic plane count as one and are never cut in half.
        String wide = "𝒂".repeat(100).concat("𐐷".repeat(50));
        assertThat(LinkTerms.tokens(wide)).singleElement().satisfies(token -> assertThat(
                        token.codePointCount(0, token.length()))
                .isEqualTo(LinkTerms.MAX_TOKEN_LENGTH));
    }
}
