/** The tables of posts, likes and counts. */
@NullMarked
package io.millrace.ingest.posts;

import org.jspecify.annotations.NullMarked;
