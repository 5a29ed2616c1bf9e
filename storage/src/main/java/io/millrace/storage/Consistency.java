package io.millrace.storage;

/** How many replicas of the local datacenter answer a plain read or write. Claims always ask a quorum. */
public enum Consistency {
    /** One; enough where there is one replica. */
    LOCAL_ONE,
    /** A majority; survives the loss of one replica of three. */
    LOCAL_QUORUM
}
