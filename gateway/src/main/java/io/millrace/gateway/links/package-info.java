/** Short links: made, read, changed, listed and taken away. */
@NullMarked
package io.millrace.gateway.links;

import org.jspecify.annotations.NullMarked;
