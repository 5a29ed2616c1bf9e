/** Posts, who likes them, and what is counted of them. */
@NullMarked
package io.millrace.storage.posts;

import org.jspecify.annotations.NullMarked;
