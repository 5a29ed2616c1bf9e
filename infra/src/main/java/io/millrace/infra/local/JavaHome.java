package io.millrace.infra.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * An installed Java.
 *
 * @param path its home
 * @param feature its feature release, for example 17
 */
record JavaHome(Path path, int feature) {
    /** What Cassandra 5.0 runs on. It needs internals that later releases have taken away. */
    private static final int CASSANDRA_FEATURE = 17;

    /** Names the home of a Java 17 when it is installed in an unusual place. */
    private static final String VARIABLE = "MILLRACE_JAVA17";

    private static final List<String> VARIABLES = List.of(VARIABLE, "JAVA_HOME_17_X64", "JAVA17_HOME", "JAVA_HOME");

    /** The Java that runs this process. */
    static JavaHome current() {
        return new JavaHome(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** A Java that Cassandra runs on: this process's own if it fits, else one that is found on the machine. */
    static JavaHome forCassandra() {
        JavaHome current = current();
        return current.feature() == CASSANDRA_FEATURE ? current : search(System.getenv());
    }

    private static JavaHome search(Map<String, String> environment) {
        return search(environment, usualParents());
    }

    /** Looks at the homes that the environment names, then at those in the usual directories. */
    static JavaHome search(Map<String, String> environment, List<Path> parents) {
        return candidates(environment, parents)
                .flatMap(home -> read(home).stream())
                .filter(java -> java.feature() == CASSANDRA_FEATURE)
                .findFirst()
                .orElseThrow(() -> new LocalRuntimeException("Cassandra needs Java " + CASSANDRA_FEATURE
                        + ", and none was found beside Java "
                        + Runtime.version().feature()
                        + ". Install one (for example 'apt install openjdk-17-jre-headless' or 'brew install openjdk@17')"
                        + " or name its directory in " + VARIABLE + "."));
    }

    Path executable() {
        return path.resolve("bin").resolve("java");
    }

    private static List<Path> usualParents() {
        Path user = Path.of(System.getProperty("user.home"));
        return List.of(
                Path.of("/usr/lib/jvm"),
                Path.of("/usr/java"),
                Path.of("/opt/java"),
                user.resolve(".sdkman/candidates/java"),
                user.resolve(".jdks"),
                Path.of("/Library/Java/JavaVirtualMachines"),
                Path.of("/opt/homebrew/opt"),
                Path.of("/usr/local/opt"));
    }

    private static Stream<Path> candidates(Map<String, String> environment, List<Path> parents) {
        Stream<Path> named = VARIABLES.stream()
                .flatMap(name -> Stream.ofNullable(environment.get(name)))
                .filter(value -> !value.isBlank())
                .map(Path::of);
        Stream<Path> usual = parents.stream()
                .flatMap(parent -> children(parent).stream())
                .flatMap(home -> Stream.of(
                        home, home.resolve("Contents/Home"), home.resolve("libexec/openjdk.jdk/Contents/Home")));
        return Stream.concat(named, usual);
    }

    private static List<Path> children(Path parent) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return new ArrayList<>(entries.sorted().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the {@code release} file that every JDK and JRE has. */
    private static Optional<JavaHome> read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(release)) {
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(new JavaHome(home, Runtime.Version.parse(version).feature()));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
