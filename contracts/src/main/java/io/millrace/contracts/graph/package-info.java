/** Who follows and who blocks whom. */
@NullMarked
package io.millrace.contracts.graph;

import org.jspecify.annotations.NullMarked;
