package io.millrace.infra.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for the Java that Cassandra needs, among homes that were made up. */
class JavaHomeTest {
    @TempDir
    private Path directory;

    private Path usual;

    @BeforeEach
    void makeUsualParent() throws IOException {
        usual = Files.createDirectories(directory.resolve("jvm"));
    }

    @Test
    void theHomeThatTheEnvironmentNamesComesFirst() throws IOException {
        Path named = java(directory.resolve("mine"), "17.0.9");
        java(usual.resolve("java-17"), "17.0.15");
        assertThat(search(Map.of("MILLRACE_JAVA17", named.toString()))).isEqualTo(new JavaHome(named, 17));
        assertThat(search(Map.of("JAVA_HOME", named.toString())).path()).isEqualTo(named);
    }

    @Test
    void amongManyTheFirstThatFitsIsTaken() throws IOException {
        java(usual.resolve("java-11"), "11.0.22");
        java(usual.resolve("java-21"), "21.0.2");
        Path fits = java(usual.resolve("java-17-a"), "17");
        java(usual.resolve("java-17-b"), "17.0.9");
        Path newer = java(directory.resolve("newer"), "25");
        assertThat(search(Map.of("JAVA_HOME", newer.toString(), "MILLRACE_JAVA17", " "))
                        .path())
                .isEqualTo(fits);
    }

    @Test
    void homesOfMacsAreFound() throws IOException {
        Path fits = java(usual.resolve("temurin-17.jdk/Contents/Home"), "17.0.9");
        assertThat(search(Map.of()).path()).isEqualTo(fits);
    }

    @Test
    void whatIsNoJavaIsPassedOver() throws IOException {
        Files.createDirectories(usual.resolve("a-directory"));
        Files.writeString(usual.resolve("a-file"), "17");
        Files.createDirectories(usual.resolve("no-executable"));
        Files.writeString(usual.resolve("no-executable/release"), "JAVA_VERSION=\"17.0.9\"\n");
        java(usual.resolve("garbled"), "seventeen");
        Path fits = java(usual.resolve("z"), "17.0.9+9");
        assertThat(search(Map.of("JAVA_HOME", "/no/such/place")).path()).isEqualTo(fits);
    }

    @Test
    void whenThereIsNoneASentenceSaysWhatToDo() throws IOException {
        java(usual.resolve("java-21"), "21.0.2");
        assertThatThrownBy(() -> search(Map.of()))
                .isInstanceOf(LocalRuntimeException.class)
                .hasMessageContaining("Cassandra needs Java 17")
                .hasMessageContaining("name its directory in MILLRACE_JAVA17");
    }

    private JavaHome search(Map<String, String> environment) {
        return JavaHome.search(environment, List.of(directory.resolve("not-there"), usual));
    }

    private static Path java(Path home, String version) throws IOException {
        Files.createDirectories(home.resolve("bin"));
        Path executable = Files.writeString(home.resolve("bin/java"), "");
        assertThat(executable.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
