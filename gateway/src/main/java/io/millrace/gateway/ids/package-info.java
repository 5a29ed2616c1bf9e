/** Ids that sort by when they were made. */
@NullMarked
package io.millrace.gateway.ids;

import org.jspecify.annotations.NullMarked;
