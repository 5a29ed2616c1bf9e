/** How Kafka Streams runs here: settings, bounds, dead letters, life cycle. */
@NullMarked
package io.millrace.streams;

import org.jspecify.annotations.NullMarked;
