/** What was delivered to whose feed. */
@NullMarked
package io.millrace.storage.feed;

import org.jspecify.annotations.NullMarked;
