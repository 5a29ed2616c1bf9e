package io.millrace.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the demo's visitors and links are made of; read from the resources beside this class' package. */
public record DemoData(
        Weighted<List<String>> networks, Weighted<String> userAgents, List<String> bots, Weighted<String> referrers) {

    public static DemoData load() {
        List<String[]> networks =
                lines("networks.txt").stream().map(line -> line.split(" ")).toList();
        List<String[]> referrers =
                lines("referrers.txt").stream().map(line -> line.split(" ", 2)).toList();
        return new DemoData(
                Weighted.of(
                        networks.stream()
                                .map(words -> List.of(words[2].split(",")))
                                .toList(),
                        i -> Double.parseDouble(networks.get(i)[1])),
                Weighted.zipf(lines("user-agents.txt"), 0.7),
                lines("bots.txt"),
                Weighted.of(
                        referrers.stream().map(words -> words[1]).toList(),
                        i -> Double.parseDouble(referrers.get(i)[0])));
    }

    /** An IPv4 address in one of the networks. */
    String address(RandomGenerator random) {
        List<String> choices = networks.draw(random);
        String[] network = choices.get(random.nextInt(choices.size())).split("/");
        String[] octets = network[0].split("\\.");
        int base = 0;
        for (String octet : octets) {
            base = base << 8 | Integer.parseInt(octet);
        }
        int address = base | random.nextInt(1 << (32 - Integer.parseInt(network[1])));
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /** The lines of a resource, without comments. */
    public static List<String> lines(String resource) {
        try (InputStream in = DemoData.class.getResourceAsStream("/demo/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("The resource demo/" + resource + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
