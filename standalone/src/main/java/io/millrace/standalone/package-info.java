/** All of Millrace in one process, on engines of its own or on existing clusters. */
@NullMarked
package io.millrace.standalone;

import org.jspecify.annotations.NullMarked;
