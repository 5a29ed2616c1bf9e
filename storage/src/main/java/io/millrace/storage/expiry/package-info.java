/** What is due when. */
@NullMarked
package io.millrace.storage.expiry;

import org.jspecify.annotations.NullMarked;
