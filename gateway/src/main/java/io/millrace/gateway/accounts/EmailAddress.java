package io.millrace.gateway.accounts;

import io.millrace.gateway.web.Fields;

/** An e-mail address, as far as one can tell without sending something to it. */
final class EmailAddress {
    private static final int LONGEST = 254;

    private EmailAddress() {}

    static String checked(String text) {
        String stripped = text.strip();
        if (stripped.length() > LONGEST || !stripped.matches("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+")) {
            throw Fields.invalid("email", "\"email\" is an e-mail address such as ada@example.com");
        }
        return stripped;
    }
}
