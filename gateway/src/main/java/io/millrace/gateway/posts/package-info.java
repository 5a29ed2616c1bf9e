/** Posts: made, changed, liked, taken away, and listed by their author. */
@NullMarked
package io.millrace.gateway.posts;

import org.jspecify.annotations.NullMarked;
