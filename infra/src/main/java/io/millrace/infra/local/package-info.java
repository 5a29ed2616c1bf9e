/** Kafka and Cassandra as child processes on this machine. */
@NullMarked
package io.millrace.infra.local;

import org.jspecify.annotations.NullMarked;
