package io.millrace.contracts.clicks;

import static java.util.Objects.requireNonNull;

/**
 * Names a click: the journal that recorded it and its place there. A click that is shipped twice keeps its id. Within one
 * partition the positions of a journal only grow, except where a shipper starts again from its acknowledged cursor; so the
 * highest position seen tells a repeated click from a new one.
 *
 * @param journal the journal's name, unique for each gateway and for each time its journal was begun anew
 * @param position the click's place in the journal, greater for later clicks
 */
public record ClickId(String journal, long position) {
    public ClickId {
        requireNonNull(journal, "journal");
    }

    @Override
    public String toString() {
        return journal + "/" + position;
    }
}
