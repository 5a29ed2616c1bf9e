/** The records that topologies write, and the partitions that they belong to. */
@NullMarked
package io.millrace.feedbuilder.records;

import org.jspecify.annotations.NullMarked;
