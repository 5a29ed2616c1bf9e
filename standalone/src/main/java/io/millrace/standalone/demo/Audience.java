package io.millrace.standalone.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** People and programs that come back: a few often, most seldom. */
final class Audience {
    private static final double BOT_SHARE = 0.06;

    private final DemoData data;
    private final Weighted<Visitor> people;
    private final Weighted<Visitor> programs;

    /**
     * One visitor.
     *
     * @param address IPv4
     * @param userAgent how the visitor's browser names itself
     */
    record Visitor(String address, String userAgent) {}

    Audience(DemoData data, int size, RandomGenerator random) {
        this.data = data;
        List<Visitor> made = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            made.add(new Visitor(data.address(random), data.userAgents().draw(random)));
        }
        people = Weighted.zipf(made, 0.5);
        programs = Weighted.zipf(
                data.bots().stream()
                        .map(bot -> new Visitor(data.address(random), bot))
                        .toList(),
                1);
    }

    /** The headers of one visit, each line ended. */
    String visit(RandomGenerator random) {
        boolean program = random.nextDouble() < BOT_SHARE;
        Visitor visitor = (program ? programs : people).draw(random);
        String referrer = program ? "-" : data.referrers().draw(random);
        return "User-Agent: " + visitor.userAgent() + "\r\nX-Forwarded-For: " + visitor.address() + "\r\n"
                + (referrer.equals("-") ? "" : "Referer: " + referrer + "\r\n");
    }
}
