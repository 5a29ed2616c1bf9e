package io.millrace.analytics.quotas;

/** What was counted of one owner in one hour; mutable. */
final class UsageCount {
    long creations;
    long storedBytes;
}
