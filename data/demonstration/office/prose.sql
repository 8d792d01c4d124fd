-- Free text as it is really written: commas, quotes, line breaks, personal information in the middle of a sentence,
-- and now and then something hostile. All of it is in the Windows-1252 repertoire but other_alphabets.
set variable short_notes = [
  'Called back, no answer.',
  'Rang {name} on {telephone}; left a message.',
  'File passed on, see earlier note',
  'Consent form received from {name}, dated {date}.',
  'Letter returned – moved to {postcode}?',
  'Spoke to “next of kin”, {other}',
  'Chased the body for papers, 2nd time',
  'Emailed {email}',
  'On hold until records arrive',
  'NHS no. {nhs} checked',
  'Agreed with manager',
  'Awaiting clinical advice'
];

set variable health_summaries = [
  '{name} complains about care at {body}. Says the wait was “unacceptable”, and wants an apology.',
  'Complaint, brought by {other} for {name} (DOB {date}), about delay in diagnosis. NHS no. {nhs}.',
  'Asked for records in {year}; told they were "lost". Contact: {telephone} or {email}',
  'Poor communication, no reply to three letters.',
  'Discharged too early, returned to A&E the next day.' || chr(13) || chr(10) || 'Daughter, {other}, has sent a timeline.',
  'Unhappy with the handling of the complaint, not the events themselves.',
  '{name} rang from {telephone}. Says, "nobody listened", and asks for a financial remedy.',
  'Dental treatment; broken crown; fees of £{pounds}.',
  'Delay of {weeks} weeks, complaint upheld locally, remedy disputed'
];

set variable parliamentary_summaries = [
  '{name} says {body} stopped payments of £{pounds} without notice; NI {ni}.',
  'Refusal of application – {name}, {address}. Wants the decision looked at again.',
  'Overpayment of £{pounds}, recovered twice. {name} has “had enough”.',
  'Delay of {weeks} weeks by {body}, no apology. Email {email}',
  'Poor communication, no reply to three letters.',
  'Told by telephone that it was "in hand"; it was not.' || chr(13) || chr(10) || 'MP''s office has written too, for {name} and {other}.',
  'Charged £{pounds} in error, then a penalty for paying late. Born {date}, lives at {postcode}'
];

set variable narratives = [
  'Dear Sir or Madam,' || chr(10) || chr(10) || 'I am writing about my case. It has been {weeks} weeks and nobody has told me anything. My caseworker promised, on the telephone, that I would have a decision “soon”. Please ring me on {telephone}.' || chr(10) || chr(10) || '{name}' || chr(10) || '{address}' || chr(10) || '{postcode}',
  '{name} is unhappy with the time taken. Says that emails to the caseworker, sent from {email}, go unanswered, and that the last contact was {weeks} weeks ago.',
  'The decision got the facts wrong: the appointment was on the 3rd, not the 13th, and the consultant''s name is misspelt. {name}, born on {date}, NHS no. {nhs}, asks for a review.',
  'Caller was upset – “I felt I wasn''t believed”. Explained the process; will write to {address}, {postcode}.',
  'Thank you to everyone who helped my mother, {other}. Your officer was kind, patient, and clear.',
  'My MP has been copied in. The report says "no failings", which is plainly wrong; £{pounds} in costs has not been considered.',
  'I asked for adjustments and was told to use the website. National Insurance number {ni}. Ring {telephone} after 4pm.',
  'Post-review letter from {name}. No new points; file note only.',
  'General comment about the opening hours of the helpline, and the music.'
];

set variable hostile_texts = [
  '=HYPERLINK("http://example.com/?name="&A1,"Click here for {name}")',
  '=1+1 said {name}',
  '+44 7700 900123 is the number to ring, ask for {name}',
  '@channel please call {telephone}',
  '-2 weeks'' notice, then nothing. {name}',
  '<script>alert("{name}")</script>',
  '<img src=x onerror=alert(1)> {email}',
  '''; drop table cases; -- {name}',
  'Tab' || chr(9) || 'separated' || chr(9) || 'text, “pasted” from a table for {name}'
];

set variable other_alphabets = ['Čeština, Łódź, Кириллица', '中文', '👍🏽 thank you', 'العربية', 'ﬁne ligatures and a zero​width space'];

create macro filled(template, person) as
  replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    template,
    '{name}', person_name(person)),
    '{other}', person_name(person + 7919)),
    '{date}', strftime(person_date_of_birth(person), '%d/%m/%Y')),
    '{nhs}', person_nhs_number(person)),
    '{ni}', person_national_insurance_number(person)),
    '{telephone}', person_telephone(person)),
    '{email}', person_email(person)),
    '{address}', person_address(person)),
    '{postcode}', person_postcode(person)),
    '{pounds}', whole(20, 9800, person, 'pounds')::varchar),
    '{weeks}', whole(3, 40, person, 'weeks')::varchar),
    '{year}', whole(2009, 2021, person, 'year')::varchar);

-- One text in 300 is hostile, one in 4,000 very long.
create macro prose(templates, person, salt) as
  filled(
    case
      when draw(person, salt || ' hostile') < 0.0033 then pick(getvariable('hostile_texts'), person, salt)
      when draw(person, salt || ' long') < 0.00025 then repeat(pick(templates, person, salt) || ' ', 120)
      else pick(templates, person, salt)
    end,
    person
  );
