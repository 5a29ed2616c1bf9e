package io.millrace.bench;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** Programs of the machine that a benchmark needs. */
final class Programs {
    /** Where Debian keeps servers, which is not on everybody's path. */
    private static final String SERVERS = "/usr/sbin";

    private Programs() {}

    /**
     * The program's file.
     *
     * @throws BenchException if it is not installed; says what to install
     */
    static String find(String name, String debianPackage) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Arrays.stream(path.split(File.pathSeparator)), Stream.of(SERVERS))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new BenchException("This benchmark needs " + name
                        + ", which is not on this machine. Install it, for example: apt-get install " + debianPackage))
                .toString();
    }
}
