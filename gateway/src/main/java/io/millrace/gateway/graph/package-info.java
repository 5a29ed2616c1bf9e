/** Who follows and who blocks whom, and who therefore may see what. */
@NullMarked
package io.millrace.gateway.graph;

import org.jspecify.annotations.NullMarked;
