/** Who makes ids as which node. */
@NullMarked
package io.millrace.storage.ids;

import org.jspecify.annotations.NullMarked;
