/** What the issuers of short keys share. */
@NullMarked
package io.millrace.storage.keys;

import org.jspecify.annotations.NullMarked;
