/** Who follows and who blocks whom. */
@NullMarked
package io.millrace.storage.graph;

import org.jspecify.annotations.NullMarked;
