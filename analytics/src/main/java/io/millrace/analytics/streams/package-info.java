/** How Kafka Streams runs here: settings, bounds, dead letters, life cycle. */
@NullMarked
package io.millrace.analytics.streams;

import org.jspecify.annotations.NullMarked;
