/**
 * Who receives a post: the control topology knows authors and who follows them and makes tasks, the worker topology keeps the
 * followers in buckets and makes deliveries. See {@code docs/adr/0057-fanout.md}.
 */
@NullMarked
package io.millrace.feedbuilder.fanout;

import org.jspecify.annotations.NullMarked;
