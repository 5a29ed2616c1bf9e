package io.millrace.infra.cql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The schema of one feature: a file of CQL in blocks that begin with {@code -- version N}, numbered from 1. Comments are
 * whole lines; statements end with {@code ;} at the end of a line. A version whose migration was interrupted is applied
 * again from its beginning: what it creates may exist then, and an {@code ALTER TABLE} says {@code IF NOT EXISTS}.
 *
 * @param feature the file's name without its ending
 * @param versions the blocks, in order
 */
record CqlScript(String feature, List<Version> versions) {
    private static final Pattern HEADING = Pattern.compile("(?m)^--\\s*version\\s+(\\d+)\\b.*$");

    /**
     * @param number from 1
     * @param statements without comments and without {@code ;}
     * @param checksum of the statements: comments and blank space may change, what was applied may not
     */
    record Version(int number, List<String> statements, String checksum) {}

    static CqlScript load(String feature) {
        String resource = "/cql/" + feature + ".cql";
        try (InputStream in =
                Objects.requireNonNull(CqlScript.class.getResourceAsStream(resource), () -> resource + " is missing")) {
            return parse(feature, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static CqlScript parse(String feature, String text) {
        List<Version> versions = new ArrayList<>();
        Matcher heading = HEADING.matcher(text);
        int at = heading.find() ? heading.start() : text.length();
        if (!statements(text.substring(0, at)).isEmpty()) {
            throw new IllegalArgumentException(feature + ".cql has a statement before its first '-- version N'");
        }
        while (at < text.length()) {
            int number = Integer.parseInt(heading.group(1));
            if (number != versions.size() + 1) {
                throw new IllegalArgumentException(feature + ".cql numbers its versions 1, 2, 3, …: found " + number
                        + " after " + versions.size());
            }
            int begin = heading.end();
            at = heading.find() ? heading.start() : text.length();
            List<String> statements = statements(text.substring(begin, at));
            versions.add(new Version(number, statements, checksum(statements)));
        }
        return new CqlScript(feature, List.copyOf(versions));
    }

    private static List<String> statements(String block) {
        String code = block.lines()
                .filter(line -> !line.stripLeading().startsWith("--"))
                .map(line -> line.replaceFirst("\\s--\\s.*$", ""))
                .reduce("", (all, line) -> all + line + "\n");
        return Arrays.stream(code.split(";\\s*(?:\\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static String checksum(List<String> statements) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String statement : statements) {
                digest.update(statement.replaceAll("\\s+", " ").getBytes(StandardCharsets.UTF_8));
                digest.update((byte) ';');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
