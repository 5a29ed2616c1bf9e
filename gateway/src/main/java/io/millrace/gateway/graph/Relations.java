package io.millrace.gateway.graph;

import io.millrace.contracts.accounts.OwnerId;
import io.millrace.contracts.graph.GraphEvent.Following;
import io.millrace.gateway.graph.Relation.Kind;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How one account stands to all others: whom it follows or asked to, whom it blocks and who blocks it. Immutable, and packed
 * into sorted arrays, because gateways hold many: some 75 bytes for each.
 *
 * <p>Remembers since when, also of what has ended, so that of what two sources know of the same two accounts the later holds.
 */
public final class Relations {
    static final Relations NONE = new Relations(new String[0], new byte[0], new long[0], true);

    private static final Following[] STATES = Following.values();
    private static final int ENTRY_BYTES = 75;

    private final String[] keys;
    private final byte[] states;
    private final long[] since;
    private final boolean complete;

    private Relations(String[] keys, byte[] states, long[] since, boolean complete) {
        this.keys = keys;
        this.states = states;
        this.since = since;
        this.complete = complete;
    }

    static Relations of(Relation relation) {
        return new Relations(
                new String[] {relation.key()},
                new byte[] {(byte) relation.state().ordinal()},
                new long[] {relation.since()},
                true);
    }

    /**
     * @param relations each other account at most once in each kind
     * @param complete whether those are all who block the account
     */
    static Relations of(Collection<Relation> relations, boolean complete) {
        List<Relation> sorted =
                relations.stream().sorted(Comparator.comparing(Relation::key)).toList();
        Relations all =
                new Relations(new String[sorted.size()], new byte[sorted.size()], new long[sorted.size()], complete);
        for (int i = 0; i < sorted.size(); i++) {
            all.set(
                    i,
                    sorted.get(i).key(),
                    (byte) sorted.get(i).state().ordinal(),
                    sorted.get(i).since());
        }
        return all;
    }

    private void set(int i, String key, byte state, long at) {
        keys[i] = key;
        states[i] = state;
        since[i] = at;
    }

    /** What both know; where both know of the same, the later. */
    Relations with(Relations other) {
        int most = keys.length + other.keys.length;
        Relations all = new Relations(new String[most], new byte[most], new long[most], complete && other.complete);
        int size = 0;
        int mine = 0;
        int theirs = 0;
        while (mine < keys.length || theirs < other.keys.length) {
            int order = mine == keys.length
                    ? 1
                    : theirs == other.keys.length ? -1 : keys[mine].compareTo(other.keys[theirs]);
            boolean takesMine = order < 0 || order == 0 && !other.isLater(theirs, this, mine);
            Relations from = takesMine ? this : other;
            int at = takesMine ? mine : theirs;
            all.set(size++, from.keys[at], from.states[at], from.since[at]);
            mine += order <= 0 ? 1 : 0;
            theirs += order >= 0 ? 1 : 0;
        }
        return size == most ? all : all.cut(size);
    }

    /** Of two that are of the same moment the lesser holds, as a deletion does in the tables. */
    private boolean isLater(int i, Relations than, int j) {
        return since[i] != than.since[j] ? since[i] > than.since[j] : states[i] < than.states[j];
    }

    private Relations cut(int size) {
        return new Relations(
                Arrays.copyOf(keys, size), Arrays.copyOf(states, size), Arrays.copyOf(since, size), complete);
    }

    private int find(Kind kind, OwnerId other) {
        return Arrays.binarySearch(keys, Relation.key(kind, other));
    }

    private Following state(Kind kind, OwnerId other) {
        int at = find(kind, other);
        return at < 0 ? Following.NONE : STATES[states[at]];
    }

    /** How the account stands to another that it may follow; a block either way does not show here. */
    public Following following(OwnerId other) {
        return state(Kind.FOLLOWS, other);
    }

    /** Whether the account may see what the other shows to those who follow: it follows, and neither blocks the other. */
    public boolean follows(OwnerId other) {
        return following(other).follows() && !blocked(other);
    }

    /** Whether one of the two blocks the other. */
    public boolean blocked(OwnerId other) {
        return blocks(other) || blockedBy(other);
    }

    /** Whether the account blocks the other. */
    public boolean blocks(OwnerId other) {
        return state(Kind.BLOCKS, other) != Following.NONE;
    }

    /** Whether the other blocks the account, as far as that is known here: see {@link #knowsAllWhoBlock}. */
    public boolean blockedBy(OwnerId other) {
        return state(Kind.BLOCKED_BY, other) != Following.NONE;
    }

    /** False for an account that more block than are held in memory; the others have to be looked up. */
    public boolean knowsAllWhoBlock() {
        return complete;
    }

    /** Since when it is as it is, in microseconds since 1970; 0 if nothing is known. */
    long since(Kind kind, OwnerId other) {
        int at = find(kind, other);
        return at < 0 ? 0 : since[at];
    }

    /** Whether the account's feed is not written at present, because it was not seen for long. */
    public boolean asleep() {
        return IntStream.range(0, keys.length)
                .anyMatch(i -> isOf(i, Kind.FOLLOWS) && STATES[states[i]] == Following.ASLEEP);
    }

    /** Those whom the account follows, in the order of their names. */
    public List<OwnerId> followees() {
        return those(Kind.FOLLOWS, Following::follows);
    }

    /** Those whom the account asked to follow, in the order of their names. */
    List<OwnerId> requested() {
        return those(Kind.FOLLOWS, state -> state == Following.REQUESTED);
    }

    /** Those whom the account blocks, in the order of their names. */
    List<OwnerId> blocked() {
        return those(Kind.BLOCKS, state -> state != Following.NONE);
    }

    private List<OwnerId> those(Kind kind, Predicate<Following> wanted) {
        return IntStream.range(0, keys.length)
                .filter(i -> isOf(i, kind) && wanted.test(STATES[states[i]]))
                .mapToObj(i -> new OwnerId(keys[i].substring(1)))
                .toList();
    }

    private boolean isOf(int i, Kind kind) {
        return keys[i].charAt(0) == '0' + kind.ordinal();
    }

    /** How many of a kind there are. */
    int count(Kind kind) {
        return (int) IntStream.range(0, keys.length)
                .filter(i -> isOf(i, kind) && states[i] != 0)
                .count();
    }

    /** How much heap it takes, about. */
    int bytes() {
        return ENTRY_BYTES * (keys.length + 2);
    }

    @Override
    public String toString() {
        return IntStream.range(0, keys.length)
                .mapToObj(i -> keys[i] + "=" + STATES[states[i]] + "@" + since[i])
                .toList()
                .toString();
    }
}
