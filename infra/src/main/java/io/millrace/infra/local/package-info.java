/** Kafka, Cassandra and S3 as child processes on this machine. */
@NullMarked
package io.millrace.infra.local;

import org.jspecify.annotations.NullMarked;
