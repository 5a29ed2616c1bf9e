/** What accounts used. */
@NullMarked
package io.millrace.storage.usage;

import org.jspecify.annotations.NullMarked;
