package io.millrace.gateway.feed;

import io.millrace.gateway.web.Problem;
import io.millrace.gateway.web.ProblemType;

/** How a feed is ordered. */
enum Order {
    /** What is liked and new, as {@link Ranking} has it, some days of it at a time. */
    TOP,
    /** The newest first. */
    LATEST;

    /** @throws Problem if there is no such order */
    static Order parse(String text) {
        return switch (text) {
            case "top" -> TOP;
            case "latest" -> LATEST;
            default ->
                throw Problem.ofField(ProblemType.INVALID_PARAMETER, "order", "\"order\" is \"top\" or \"latest\"");
        };
    }
}
