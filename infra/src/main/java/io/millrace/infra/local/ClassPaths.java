package io.millrace.infra.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** The class paths that the build resolved for the engines, each apart from ours. */
public final class ClassPaths {
    private ClassPaths() {}

    /**
     * The engine's own class path, with {@link ChildMain} last.
     *
     * @param engine the name of its directory under {@code infra/engines}
     */
    public static String of(String engine) {
        Path file = root().resolve("infra/engines").resolve(engine).resolve("target/classpath");
        if (!Files.exists(file)) {
            throw new LocalRuntimeException("The class path of " + engine + " has not been resolved yet (" + file
                    + " is missing). Build first: ./mvnw -pl infra -am compile");
        }
        try {
            String classPath = Files.readString(file).strip();
            missing(classPath).ifPresent(jar -> {
                throw new LocalRuntimeException(
                        "A library of " + engine + " is gone (" + jar + "). Build again: ./mvnw -pl infra -am compile");
            });
            return classPath + File.pathSeparator + ownCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> missing(String classPath) {
        return Arrays.stream(classPath.split(File.pathSeparator))
                .filter(entry -> !Files.exists(Path.of(entry)))
                .findFirst();
    }

    /** The directory of the whole source tree, in which our own code was built. */
    public static Path root() {
        for (Path at = ownCode(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("infra/engines/kafka/pom.xml"))) {
                return at;
            }
        }
        throw new LocalRuntimeException("The local engines run from a source tree, and " + ownCode()
                + " is in none. Set MILLRACE_KAFKA and MILLRACE_CASSANDRA to use existing clusters.");
    }

    private static Path ownCode() {
        try {
            return Path.of(ClassPaths.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
