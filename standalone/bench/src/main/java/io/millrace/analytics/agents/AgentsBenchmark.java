package io.millrace.analytics.agents;

import io.millrace.bench.MicroBenchmark;
import io.millrace.standalone.demo.DemoData;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/** Reading user agents, 300 of browsers and programs in turn; the baseline makes and hashes the header. */
public class AgentsBenchmark extends MicroBenchmark {
    private static final long REMEMBERED = 3_000_000;

    private final List<String> headers = Stream.concat(
                    DemoData.lines("user-agents.txt").stream(), DemoData.lines("bots.txt").stream())
            .toList();
    private final Agents agents = new Agents(REMEMBERED);
    private int next;

    /** What looking a header up costs at least: making it and hashing it. */
    @Benchmark
    public int baseline() {
        return header().hashCode();
    }

    /** As if each header were new. */
    @Benchmark
    public Agent cold() {
        return AgentTable.read(header());
    }

    /** Headers that were seen before. */
    @Benchmark
    public Agent warm() {
        return agents.of(header());
    }

    /** A header as it comes out of a record, not hashed yet. */
    private String header() {
        next = (next + 1) % headers.size();
        return new String(headers.get(next).toCharArray());
    }
}
