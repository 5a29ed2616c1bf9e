/** Posts, the photos and videos on them, and who likes them. */
@NullMarked
package io.millrace.contracts.posts;

import org.jspecify.annotations.NullMarked;
