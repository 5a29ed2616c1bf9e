/** Photos and videos: taken in, shown, put on posts, taken away. */
@NullMarked
package io.millrace.gateway.media;

import org.jspecify.annotations.NullMarked;
