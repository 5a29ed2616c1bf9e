/** The way of a click: into the journal before the visit is answered, and from the journal into the log. */
@NullMarked
package io.millrace.gateway.clicks;

import org.jspecify.annotations.NullMarked;
