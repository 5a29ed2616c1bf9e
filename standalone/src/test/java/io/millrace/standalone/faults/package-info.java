/** Kills and stops processes under load, and looks at what is left. */
@NullMarked
package io.millrace.standalone.faults;

import org.jspecify.annotations.NullMarked;
