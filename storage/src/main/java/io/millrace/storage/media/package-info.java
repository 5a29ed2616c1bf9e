/** Photos and videos: their states, which post has them, and uploads that come in pieces. */
@NullMarked
package io.millrace.storage.media;

import org.jspecify.annotations.NullMarked;
