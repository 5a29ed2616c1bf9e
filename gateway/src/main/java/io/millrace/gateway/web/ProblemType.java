package io.millrace.gateway.web;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** The catalogue of problems. The type of a problem, {@code /problems/<name>}, is stable; its words may change. */
public enum ProblemType {
    MALFORMED_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
    INVALID_FIELD(HttpStatus.BAD_REQUEST, "A field has a value that cannot be used"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A query parameter has a value that cannot be used"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Sign in or send an API key"),
    WRONG_PASSWORD(HttpStatus.UNAUTHORIZED, "The user name or the password is wrong"),
    PASSWORD_CHANGE_DUE(HttpStatus.FORBIDDEN, "Choose a new password first"),
    CSRF_TOKEN_MISSING(HttpStatus.FORBIDDEN, "The request does not come from our own page"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Not yours to do"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "That method is not for this address"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "No answer in the form that was asked for"),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "The request took too long to come"),
    NAME_TAKEN(HttpStatus.CONFLICT, "The user name is taken"),
    ALIAS_TAKEN(HttpStatus.CONFLICT, "The alias is taken"),
    MEDIA_ON_POST(HttpStatus.CONFLICT, "A post has it"),
    UPLOAD_OFFSET(HttpStatus.CONFLICT, "The upload goes on somewhere else"),
    EDIT_CONFLICT(HttpStatus.CONFLICT, "Somebody else edited it at the same time"),
    IDEMPOTENCY_KEY_IN_USE(HttpStatus.CONFLICT, "The first request with that key is not to be answered again yet"),
    GONE(HttpStatus.GONE, "It is no longer here"),
    TUS_VERSION(HttpStatus.PRECONDITION_FAILED, "Uploads in pieces speak tus 1.0.0"),
    PRECONDITION_FAILED(HttpStatus.PRECONDITION_FAILED, "It has changed since you read it"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    URI_TOO_LONG(HttpStatus.URI_TOO_LONG, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "A body of that type is not accepted here"),
    WEAK_PASSWORD(HttpStatus.UNPROCESSABLE_CONTENT, "The password is one of those that are guessed first"),
    INVALID_TARGET(HttpStatus.UNPROCESSABLE_CONTENT, "The link cannot lead there"),
    INVALID_ALIAS(HttpStatus.UNPROCESSABLE_CONTENT, "The alias cannot be used"),
    OWN_ACCOUNT(HttpStatus.UNPROCESSABLE_CONTENT, "Nobody follows or blocks themselves"),
    TOO_MANY_FOLLOWS(HttpStatus.UNPROCESSABLE_CONTENT, "An account follows or blocks so many at most"),
    BLOCKED(HttpStatus.CONFLICT, "You block that account"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, "The key was used for another request"),
    QUOTA_EXCEEDED(HttpStatus.TOO_MANY_REQUESTS, "The quota is used up"),
    INVALID_EXPIRY(HttpStatus.UNPROCESSABLE_CONTENT, "It cannot expire then"),
    RANGE_NOT_SATISFIABLE(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "There is nothing in that range"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The headers are too large"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many requests; come back later"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong on our side"),
    FORMAT_NOT_OFFERED(HttpStatus.NOT_IMPLEMENTED, "It is not given out in that form"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "A part of Millrace is not reachable; try again");

    private final HttpStatus status;
    private final String title;

    ProblemType(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The {@code type} member of the problem document. */
    public String type() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
