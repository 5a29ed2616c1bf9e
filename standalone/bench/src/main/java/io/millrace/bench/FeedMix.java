package io.millrace.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is asked for in turn: feeds, timelines and new posts, in a fixed proportion and without rhythm. */
final class FeedMix {
    enum Kind {
        FEED,
        TIMELINE,
        POST
    }

    /** Nothing but feeds. */
    static final FeedMix FEEDS = new FeedMix(1, 0, 0);

    /** As a feed is read: 65 times for each post. */
    static final FeedMix READING = new FeedMix(65, 0, 1);

    /** With many posts. */
    static final FeedMix POSTING = new FeedMix(60, 30, 10);

    private final List<Kind> turns = new ArrayList<>();
    private final String name;

    private FeedMix(int feeds, int timelines, int posts) {
        name = feeds + " feeds : " + (timelines > 0 ? timelines + " timelines : " : "") + posts + " posts";
        turns.addAll(Collections.nCopies(feeds, Kind.FEED));
        turns.addAll(Collections.nCopies(timelines, Kind.TIMELINE));
        turns.addAll(Collections.nCopies(posts, Kind.POST));
        Collections.shuffle(turns, new Random(1));
    }

    Kind kind(long number) {
        return turns.get((int) (number % turns.size()));
    }

    @Override
    public String toString() {
        return name;
    }
}
