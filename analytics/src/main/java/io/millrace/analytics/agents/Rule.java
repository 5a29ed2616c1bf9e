package io.millrace.analytics.agents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a table: a header that holds one of the marks gets the name. A search for a mark is linear in the header, so a
 * table is too.
 */
record Rule(String name, List<String> marks) {
    static Rule rule(String name, String... marks) {
        return new Rule(name, List.of(marks));
    }

    /** The name of the first rule that the header meets, or null. */
    static @Nullable String first(List<Rule> rules, String header) {
        for (Rule rule : rules) {
            for (String mark : rule.marks) {
                if (header.contains(mark)) {
                    return rule.name;
                }
            }
        }
        return null;
    }
}
