/** Analytics: one Kafka Streams application that counts clicks, exactly once. */
@NullMarked
package io.millrace.analytics;

import org.jspecify.annotations.NullMarked;
