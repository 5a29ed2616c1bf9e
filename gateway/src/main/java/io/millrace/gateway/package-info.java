/** The only door: checks, appends to the log, reads views; never blocks. */
@NullMarked
package io.millrace.gateway;

import org.jspecify.annotations.NullMarked;
