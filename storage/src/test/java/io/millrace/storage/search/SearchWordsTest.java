package io.millrace.storage.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.contracts.accounts.Account;
import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.accounts.Role;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchWordsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Crème BRÛLÉE     | creme brulee
                    Straße           | strasse
                    STRASSE          | strasse
                    Øresund, Łódź    | oresund lodz
                    Ελλάς            | ελλασ
                    ΕΛΛΑΣ            | ελλασ
                    Ёлка             | елка
                    İstanbul         | istanbul
                    #sunset at 5pm!  | sunset at 5pm
                    東京タワー        | 東 京 タワー
                    हिन्दी           | हिन्दी
                    ﬁne ｗｉｄｅ        | fine wide
                    the and of       | the and of
                    """)
    void wordsAreFoldedAndNoneIsLeftOut(String text, String words) {
        assertThat(SearchWords.of(text)).containsExactly(words.split(" "));
    }

    @Test
    void whatHasNoWordsGivesNone() {
        assertThat(SearchWords.of(" .,!? ")).isEmpty();
    }

    @Test
    void onlyTheLastWordOfAQueryMayBeABeginningAlthoughItStoodBefore() {
        SearchQuery query = SearchQuery.of("to be or not to be");
        assertThat(query.matches(SearchWords.of("Not to be or being"))).isTrue();
        assertThat(query.matches(SearchWords.of("nothing to be or"))).isFalse();
        assertThat(SearchQuery.of("two wor").matches(SearchWords.of("Two words")))
                .isTrue();
        assertThat(SearchQuery.of("tw words").matches(SearchWords.of("Two words")))
                .isFalse();
    }

    @Test
    void anAccountIsFoundByItsWholeNameAndByParts() {
        Account account = new Account(new OwnerId("ada.love_lace"), "Ada, Gräfin", Role.USER, Instant.EPOCH, 1);
        assertThat(SearchWords.of(account)).contains("ada.love_lace", "ada", "love", "lace", "grafin");
    }
}
