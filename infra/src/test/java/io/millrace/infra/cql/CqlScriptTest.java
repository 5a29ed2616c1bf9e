package io.millrace.infra.cql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CqlScriptTest {
    @Test
    void aScriptIsCutIntoVersionsAndStatements() {
        CqlScript script = CqlScript.parse("shop", """
                -- The shop's tables.

                -- version 1
                -- What is sold.
                CREATE TABLE goods (
                    id int, -- the article; a number
                    name text,
                    PRIMARY KEY (id)
                );
                CREATE TABLE prices (id int PRIMARY KEY, cents bigint);

                -- version 2: names are shown
                ALTER TABLE goods ADD IF NOT EXISTS shown boolean;
                """);
        assertThat(script.feature()).isEqualTo("shop");
        assertThat(script.versions()).extracting(CqlScript.Version::number).containsExactly(1, 2);
        assertThat(script.versions().get(0).statements()).hasSize(2).allSatisfy(statement -> assertThat(statement)
                .startsWith("CREATE TABLE")
                .doesNotContain("--", ";"));
        assertThat(script.versions().get(1).statements())
                .containsExactly("ALTER TABLE goods ADD IF NOT EXISTS shown boolean");
    }

    @Test
    void aSemicolonWithinALineEndsNothing() {
        assertThat(statements("CREATE TABLE a (b int PRIMARY KEY) WITH comment = 'one; two';"))
                .containsExactly("CREATE TABLE a (b int PRIMARY KEY) WITH comment = 'one; two'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-- version 2\nCREATE a;",
                "-- version 0\nCREATE a;",
                "-- version 1\nCREATE a;\n-- version 1\nCREATE b;",
                "-- version 1\nCREATE a;\n-- version 3\nCREATE b;"
            })
    void versionsAreNumberedWithoutAGap(String text) {
        assertThatThrownBy(() -> CqlScript.parse("shop", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("shop.cql numbers its versions 1, 2, 3");
    }

    @Test
    void aStatementBelongsToAVersion() {
        assertThatThrownBy(() -> CqlScript.parse("shop", "CREATE a;\n-- version 1\nCREATE b;"))
                .hasMessage("shop.cql has a statement before its first '-- version N'");
        assertThat(CqlScript.parse("shop", "-- nothing yet\n").versions()).isEmpty();
    }

    @Test
    void commentsAndBlankSpaceMayChangeAfterwards() {
        String checksum = checksum("CREATE TABLE a (\n    b int PRIMARY KEY\n);\nCREATE TABLE c (d int PRIMARY KEY);");
        assertThat(checksum("-- now with a comment\nCREATE  TABLE a ( b int -- the key\n PRIMARY KEY ) ;"
                        + "\n\n\nCREATE TABLE c (d int PRIMARY KEY);\n-- the end"))
                .isEqualTo(checksum);
    }

    @ParameterizedTest
    @MethodSource
    void whatWasAppliedMayNotChange(String changed) {
        assertThat(checksum(changed)).isNotEqualTo(checksum("CREATE a (b);\nCREATE c;"));
    }

    static Stream<String> whatWasAppliedMayNotChange() {
        return Stream.of(
                "CREATE a (b);\nCREATE d;",
                "CREATE c;\nCREATE a (b);",
                "CREATE a (b);",
                "CREATE a (b) CREATE c;",
                "CREATE a (b);\nCREATE c;\nCREATE e;");
    }

    @Test
    void everyFeatureHasAScript() {
        for (String feature : Migrator.FEATURES) {
            assertThat(CqlScript.load(feature).versions()).as(feature).isNotEmpty();
        }
    }

    private static List<String> statements(String block) {
        return CqlScript.parse("shop", "-- version 1\n" + block)
                .versions()
                .get(0)
                .statements();
    }

    private static String checksum(String block) {
        return CqlScript.parse("shop", "-- version 1\n" + block)
                .versions()
                .get(0)
                .checksum();
    }
}
