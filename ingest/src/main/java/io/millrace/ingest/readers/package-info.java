/** Who reads feeds, and for whom they are not written because nobody does. */
@NullMarked
package io.millrace.ingest.readers;

import org.jspecify.annotations.NullMarked;
