/** What is delivered to each user, and who reads it. */
@NullMarked
package io.millrace.storage.feed;

import org.jspecify.annotations.NullMarked;
