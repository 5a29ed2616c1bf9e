/** Who visits, as far as Millrace wants to know: a country, a cut-off network and a pseudonym of the day. */
@NullMarked
package io.millrace.gateway.visitors;

import org.jspecify.annotations.NullMarked;
