/** Photos and videos: their view, the renditions of photos, and the posts that wait for them. */
@NullMarked
package io.millrace.ingest.media;

import org.jspecify.annotations.NullMarked;
