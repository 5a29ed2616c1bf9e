/** The object store in a directory: for one machine, safe against kills and power cuts. */
@NullMarked
package io.millrace.storage.blobs.directory;

import org.jspecify.annotations.NullMarked;
