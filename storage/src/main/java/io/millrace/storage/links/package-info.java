/** Short links, what they are found by, and the claims that keep them exact. */
@NullMarked
package io.millrace.storage.links;

import org.jspecify.annotations.NullMarked;
