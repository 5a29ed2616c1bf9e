/** The views by which posts and accounts are searched. */
@NullMarked
package io.millrace.ingest.search;

import org.jspecify.annotations.NullMarked;
