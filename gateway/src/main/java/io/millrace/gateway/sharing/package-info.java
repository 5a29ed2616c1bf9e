/** How posts look elsewhere: their pages with cards for other apps, and oEmbed. */
@NullMarked
package io.millrace.gateway.sharing;

import org.jspecify.annotations.NullMarked;
