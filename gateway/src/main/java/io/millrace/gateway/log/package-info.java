/** The gateway's side of the log: the only package here that knows Kafka's clients. */
@NullMarked
package io.millrace.gateway.log;

import org.jspecify.annotations.NullMarked;
